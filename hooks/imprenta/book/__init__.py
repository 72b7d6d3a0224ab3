"""The books: from clean fragments to a finished, proven PDF."""

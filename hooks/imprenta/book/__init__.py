"""The books: from clean fragments to a finished, proven PDF.

`plan.orders` says which books there are, `binder.bind` makes them, `limits.limits` measures them.
"""

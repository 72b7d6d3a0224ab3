"""The editors' desk: what makes texts, beside the rules that read them."""

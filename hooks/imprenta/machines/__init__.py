"""What machines read: tags on the pages (`view`), and feeds, catalogues and pictures beside them (`complete`).

What is told of which volume is decided once, in `citation.record.is_published`; `docs/decisions/` says why.
"""

"""How a volume is cited: one record of facts, rendered in three styles and exported in three formats.

`record.record` reads the facts, `styles.rendered` sets them as a reader copies them, `exports.exports` as programs
import them. Only volumes in review or final are cited: see `record.is_published`.
"""

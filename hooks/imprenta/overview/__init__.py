"""The collection at a glance: where its workshops were held and when, drawn and as a table."""

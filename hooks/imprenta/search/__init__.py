"""The search of the site: Pagefind's index per language, made from our own texts at the end of a build.

`records` says what can be found and gives its words, `index` hands them to Pagefind. The page itself is
`overrides/search.html` with `docs/assets/javascripts/search.js`.
"""

"""The press: it turns `cuadernos/` into a site in several languages and into PDF books."""

"""The site's generated pages: one module a page, its template of the same name in ``site_src/templates``."""

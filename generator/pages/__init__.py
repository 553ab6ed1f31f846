"""The site's generated pages, a module a page."""

"""The published register: each notice once, as one typed object for pages, comparisons and files."""

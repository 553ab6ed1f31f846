"""Everything of the site beside its pages, and the way to where it is published."""

"""A centre's own: who runs the site, how it is named, how it looks and what it shows."""

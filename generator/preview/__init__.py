"""The site as it would be published, each page made when somebody looks at it."""

"""Two notices compared. Runs on the standard library and ``selfcheck`` alone, since the browser runs it as well."""

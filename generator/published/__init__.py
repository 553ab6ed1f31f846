"""What is published of a register: each notice once, as one typed object that pages, comparisons and files read."""

"""A page that shows a whole article with what was read in it, for ``read --dry-run --html``."""

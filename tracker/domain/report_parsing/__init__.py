"""Lines of text in, a ParsedReport out."""

"""What people of each role do in the browser, in sentences: one file a role."""

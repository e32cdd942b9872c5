"""The outside world, one small module each: files and the child processes that read them."""

"""What has been promised, done, shown and decided since: acts as tables, a file for each inspection or theme."""

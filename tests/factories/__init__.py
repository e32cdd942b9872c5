"""Plain builders: each makes one thing through the service's own verbs, with sensible values for what is not said."""

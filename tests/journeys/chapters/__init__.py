"""The chapters of the journey, in the order in which people live through them."""

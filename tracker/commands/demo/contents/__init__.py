"""The words of the sample reports, one file each. Invented, though what they find is what such reports find."""

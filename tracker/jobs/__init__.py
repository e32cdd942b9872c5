"""What the clock does: one thin file a job, told what day it is and able to run twice; and what runs them."""

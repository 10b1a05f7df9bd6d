"""What screens are made of: functions from an answer to elements, with no arithmetic of their own."""

from dashboard.components.quick import learn

learn()

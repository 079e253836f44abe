"""English: times as they stand on the clocks here. Django's “10 a.m.” ends a sentence with two full stops."""

TIME_FORMAT = "H:i"
DATETIME_FORMAT = "N j, Y, H:i"
SHORT_DATETIME_FORMAT = "m/d/Y H:i"

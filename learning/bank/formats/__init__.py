"""Files of questions from other systems, read and written: GIFT and Moodle XML.

Whatever a file holds is either in a question that was made of it, or in a problem with its line: nothing is lost
silently. Files are small and plain; archives are refused.
"""

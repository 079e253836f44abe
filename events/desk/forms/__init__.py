"""Input to clean values for the coordinator's pages. Whether they fit together is the verbs' to say."""

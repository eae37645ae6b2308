// The layer has headers only until its parts land.

raise KeyError("while loading")

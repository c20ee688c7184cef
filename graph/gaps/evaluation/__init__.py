"""How far the list of missing ties can be trusted, and which score it should use: judged by what came after."""

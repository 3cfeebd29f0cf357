"""The stand-alone script by which anyone recounts a published ranking, and its builder."""

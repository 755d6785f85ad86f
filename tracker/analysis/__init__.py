"""Step 5: questions that need more than SQL, and every answer read aloud."""

"""Makes what stands in models/ and in assistant/fusion.json."""

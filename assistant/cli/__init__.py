"""The same jobs at a prompt; JSON for programs. Nothing heavy is imported before the command that needs it."""

from assistant.cli.main import app, main

__all__ = ["app", "main"]

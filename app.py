"""The web page: load (building the index if it is missing or stale), then launch. Options: ``python app.py --help``."""

from assistant.ui.launch import main

if __name__ == "__main__":
    main()

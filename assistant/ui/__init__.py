"""The web page. Only importer of gradio."""

{
    "name": "Attachments in the database",
    "summary": "Loaded, never installed, while a template is made",
    "version": "1.0",
    "author": "devops-agent",
    "license": "LGPL-3",
    "depends": ["base"],
    "installable": False,
}

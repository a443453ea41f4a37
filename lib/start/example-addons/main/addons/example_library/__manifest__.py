{
    "name": "Example: Library",
    "summary": "Books and their authors",
    "version": "19.0.1.0.0",
    "category": "Services",
    "author": "Control room",
    "license": "LGPL-3",
    "depends": ["base"],
    "data": [
        "security/ir.model.access.csv",
        "views/book_views.xml",
    ],
}

{
    "name": "Example: Library loans",
    "summary": "Who has which book, and until when",
    "version": "19.0.1.0.0",
    "category": "Services",
    "author": "Control room",
    "license": "LGPL-3",
    "depends": ["example_library"],
    "data": [
        "security/ir.model.access.csv",
        "views/loan_views.xml",
    ],
}

from odoo import api, fields, models


class Book(models.Model):
    _name = "example.library.book"
    _description = "Book"
    _order = "name"

    name = fields.Char(string="Title", required=True)
    isbn = fields.Char(string="ISBN")
    author = fields.Char()
    pages = fields.Integer()
    days_to_read = fields.Integer(compute="_compute_days_to_read")

    _isbn_unique = models.Constraint("UNIQUE(isbn)", "This ISBN is taken by another book.")

    @api.depends("pages")
    def _compute_days_to_read(self):
        for book in self:
            book.days_to_read = -(-book.pages // 40)

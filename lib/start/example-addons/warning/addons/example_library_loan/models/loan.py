from datetime import timedelta

from odoo import api, fields, models


class Loan(models.Model):
    _name = "example.library.loan"
    _description = "Loan of a book"
    _rec_name = "book_id"

    book_id = fields.Many2one("example.library.book", required=True, ondelete="cascade")
    reader_id = fields.Many2one("res.partner", required=True)
    lent_on = fields.Date(required=True, default=fields.Date.context_today)
    days = fields.Integer(default=14, tracking=True)
    due_on = fields.Date(compute="_compute_due_on", store=True)

    _days_positive = models.Constraint("CHECK(days > 0)", "A book is lent for at least a day.")

    @api.depends("lent_on", "days")
    def _compute_due_on(self):
        for loan in self:
            loan.due_on = loan.lent_on and loan.lent_on + timedelta(days=loan.days)

from odoo.tests import Form, TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestBookForm(TransactionCase):
    def test_the_form_makes_a_book(self):
        with Form(self.env["example.library.book"]) as form:
            form.name = "Persuasion"
            form.pages = 249
        book = form.save()
        self.assertEqual((book.name, book.days_to_read), ("Persuasion", 7))

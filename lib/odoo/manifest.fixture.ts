/** For tests: manifests as people write them, by style. All are invented. */
export const manifests: Record<string, string> = {
  community: `# Copyright 2024 Example
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Sale Margin Report",
    "summary": "Shows the margin of each order line",
    "version": "19.0.1.0.0",
    "category": "Sales",
    "website": "https://example.org/sale-reporting",
    "author": "Example, Community Association",
    "license": "AGPL-3",
    "application": False,
    "installable": True,
    "external_dependencies": {"python": ["openpyxl"], "bin": []},
    "depends": ["sale_management", "sale_margin"],
    "data": [
        "security/ir.model.access.csv",
        "views/sale_order_views.xml",  # after the access rules
    ],
    "demo": ["demo/sale_order.xml"],
}
`,
  core: `# -*- coding: utf-8 -*-
# Part of Example. See LICENSE file for full copyright and licensing details.
{
    'name': 'Dépôt – Étiquettes',
    'version': '1.2',
    'category': 'Inventory/Inventory',
    'sequence': 25,
    'summary': 'Labels for "everything" in stock',
    'description': """
Labels
======

* prints labels
* "quotes" and 'apostrophes' and \\n an escape
""",
    'depends': ['stock'],
    'auto_install': ['stock'],
    'assets': {
        'web.assets_backend': [
            'stock_label/static/src/**/*',
            ('remove', 'stock_label/static/src/old.js'),
            ('after', 'web/static/src/main.js', 'stock_label/static/src/main.js'),
        ],
    },
    'author': 'Example S.A.',
    'license': 'LGPL-3',
}
`,
  scaffold: `{
    'name': "my_module",

    'summary': "Short (1 phrase/line) summary of the module's purpose",

    'description': """
Long description of module's purpose
    """,

    'author': "My Company",
    'website': "https://www.yourcompany.com",

    # Categories can be used to filter modules in modules listing
    'category': 'Uncategorized',
    'version': '0.1',

    # any module necessary for this one to work correctly
    'depends': ['base'],

    # always loaded
    'data': [
        # 'security/ir.model.access.csv',
        'views/views.xml',
    ],
    # only loaded in demonstration mode
    'demo': [
        'demo/demo.xml',
    ],
}
`,
  concatenated: `{
    'name': 'Payment: '
            'Example ' "Bank",
    'summary': ('A summary that is '
                'longer than a line'),
    'version': '18.0.2.1.0',
    'author': 'A'
        , 'license': 'OEEL-1',
    'depends': ('payment', 'account',),
    'price': 99.50, 'currency': 'EUR',
    'installable': True, 'application': True, 'auto_install': False
}
`,
  oneLine: `{'name': 'X', 'version': '17.0.1.0.0', 'author': 'Y', 'license': 'LGPL-3', 'depends': ['base']}`,
  windows:
    '{\r\n\t"name": "Legacy",\r\n\t"version": "16.0.1.0.0",\r\n\t"author": "Z",\r\n\t"license": "GPL-3",\r\n\t"depends": ["web"],\r\n}\r\n',
  indented: `  {
  'name': 'Begins with blanks', 'author': 'A', 'license': 'LGPL-3',
        # a comment that is indented
   'depends': []
      }
# the end
`,
  hooks: `{
    "name": "Hooks",
    "version": "16.0.1.0.1",
    "author": "A",
    "license": "AGPL-3",
    "depends": ["account"],
    "pre_init_hook": "pre_init_hook",
    "post_load": None,
    "development_status": "Production/Stable",
    "maintainers": ["someone"],
    "excludes": ["other"],
    "sequence": -1,
    "auto_install": True,
}
`,
  continued: "{ \\\n 'name': 'Backslashes \\\nwithin', 'author': r'C:\\Users', 'license': u'LGPL-3', \\\n 'version': '1.0' }\n",
  theme: `{
    'name': 'Theme', 'author': 'A', 'license': 'LGPL-3', 'version': '19.0.1.0',
    'configurator_snippets': {'homepage': ['s_cover', 's_text_image'], 'about_us': []},
    'images': ['static/a.png', 'static/b.png',],
    'countries': {'be', 'fr'},
    'new_page_templates': {'about': {'full': ('s_banner',), }, },
}`,
  trailing: `{
    'name': 'Spaces at the ends'   ,   
    'author': 'A',	'license': 'LGPL-3',


    'data': [

    ],
}   


`,
  deprecated: `{
    'name': 'Old', 'author': 'A', 'license': 'AGPL-3', 'version': '1.0', 'active': False,
    'init_xml': [], 'update_xml': ['view.xml'], 'demo_xml': ['demo.xml'], 'test': ['test/a.yml'],
    'depends': ['base'],
    'depends': ['base', 'mail'],
}
`,
}

/** For tests: the files of small Odoo addons, by their paths. */
export interface AddonFiles {
  [path: string]: string
}

interface AddonParts {
  folder?: string
  depends?: string[]
  manifest?: string
  /** The bodies of test methods, by name. */
  tests?: Record<string, string>
  more?: AddonFiles
}

/** An addon with a model, and with tests where there are some. */
export function addon(
  name: string,
  { folder = 'addons', depends = ['base'], manifest = '', tests = {}, more = {} }: AddonParts = {},
): AddonFiles {
  const at = folder === '' ? name : `${folder}/${name}`
  const methods = Object.entries(tests).map(([test, body]) => `    def ${test}(self):\n        ${body.replaceAll('\n', '\n        ')}\n`)
  const written: AddonFiles = {
    '__manifest__.py': `{
    "name": "${name}",
    "version": "19.0.1.0.0",
    "author": "Acme",
    "license": "LGPL-3",
    "depends": ${JSON.stringify(depends)},
    ${manifest}
}
`,
    '__init__.py': 'from . import models\n',
    'models/__init__.py': 'from . import thing\n',
    'models/thing.py': `from odoo import fields, models


class Thing(models.Model):
    _name = "${name}.thing"
    _description = "Thing"

    name = fields.Char(required=True)
    count = fields.Integer(default=1)
`,
    'security/ir.model.access.csv': `id,name,model_id:id,group_id:id,perm_read,perm_write,perm_create,perm_unlink
access_thing,thing,model_${name}_thing,base.group_user,1,1,1,1
`,
    ...(methods.length === 0
      ? {}
      : {
          'tests/__init__.py': 'from . import test_thing\n',
          'tests/test_thing.py': `import logging
import os
import socket
import subprocess

from odoo.tests.common import TransactionCase, tagged

_logger = logging.getLogger(__name__)


class TestThing(TransactionCase):
${methods.join('\n')}`,
        }),
    ...more,
  }
  return Object.fromEntries(Object.entries(written).map(([path, text]) => [`${at}/${path}`, text]))
}

/** The line by which an addon's data file is loaded. */
export const accessRules = '"data": ["security/ir.model.access.csv"],'

/** Two tests that pass. */
export const passing = {
  test_create: 'self.assertEqual(self.env["res.partner"].create({"name": "x"}).name, "x")',
  test_count: 'self.assertEqual(1 + 1, 2)',
}

/** How far a run is kept from the machine: told before anybody agrees to one, on every surface. */
export const trust =
  'Odoo addons run in containers of their own, Python as processes of the worker’s machine that are not isolated from it: run only code that you trust.'

/** The first admin of the app under test. */
export const admin = { name: 'Anna Berger', email: 'anna@example.org', password: 'a long enough password' }

/** What every change of the installation's tree holds: one at a time. */
export const installationLock = 'installation:layout'

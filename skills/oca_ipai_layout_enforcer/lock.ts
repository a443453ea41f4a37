/** What changes the installation's tree, as the adding of repositories does: one at a time. */
export const installationLock = 'addons:root'

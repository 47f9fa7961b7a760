/** What administrators set while the program runs. */
export { settingsRoutes } from './settings.routes.ts';

export { cancelTask, finishTask, type OpenTask, openTask } from './open-task.ts';
export { taskRoutes } from './tasks.routes.ts';
export { placeOfTask } from './tasks.service.ts';

/** The tasks that orders open by rule: one open task per key. */
export const deliverKey = (orderId: string): string => `deliver_report:${orderId}`;
export const reviewKey = (orderId: string): string => `review_report:${orderId}`;
export const chaseKey = (orderId: string): string => `chase_report:${orderId}`;
export const callKey = (orderId: string): string => `call_consultant:${orderId}`;

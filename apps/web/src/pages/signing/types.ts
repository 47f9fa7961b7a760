import type { AnswerOf } from '@connect/api-client';

export type Envelope = AnswerOf<'/v1/envelopes/{id}'>;
export type Recipient = Envelope['recipients'][number];
export type Signing = AnswerOf<'/v1/signing/{token}'>;

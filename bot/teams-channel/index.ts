export { createChannelSink } from './channel-sink.ts'
export { createExpertDesk, type ExpertChannel, type ExpertDesk } from './expert-desk.ts'
export { noticeInstalls } from './notice-installs.ts'
export { createTeamsOutlet, type TeamsOutlet } from './teams-outlet.ts'

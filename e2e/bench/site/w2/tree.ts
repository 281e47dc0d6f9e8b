export { tree as urlpatterns } from './routes'

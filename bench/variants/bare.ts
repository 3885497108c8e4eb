import { serve } from '../app/serve';

void serve();
